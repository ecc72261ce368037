"""Tests of the window: real offices, real files, the offscreen platform."""
