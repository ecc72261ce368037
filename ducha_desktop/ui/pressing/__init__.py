"""Pressing matters from any screen: the menu of the ladder, its form, and taking off again."""
