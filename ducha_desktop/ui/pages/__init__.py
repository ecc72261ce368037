"""One folder per noun: page, form, dialogs."""
