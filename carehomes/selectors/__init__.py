"""Reading homes, beds and alignments, as they were on a day."""
