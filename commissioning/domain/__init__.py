"""What every app shares and nothing outside it can change: money, figures, periods."""
