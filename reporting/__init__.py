"""What people are told: home pages, exceptions, reminders and the demo."""
