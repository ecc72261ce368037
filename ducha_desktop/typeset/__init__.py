"""ReportLab base: fonts, text, page templates, read-back."""
