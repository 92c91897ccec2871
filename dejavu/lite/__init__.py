"""The browser edition: JupyterLite with chapters, data and ``reorg``, nothing installed."""
