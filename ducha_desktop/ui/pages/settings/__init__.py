"""The screen 系统设置."""
