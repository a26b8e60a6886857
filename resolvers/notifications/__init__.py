"""Notifications 消息: who is told what, in the inbox and by messages that leave the system."""
