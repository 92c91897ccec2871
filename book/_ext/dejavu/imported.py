"""What a warm kernel has imported when it starts: what chapters import, and IPython's kernel.

Some libraries ask on import whether a notebook runs. Plotly's renderers are therefore left to the
kernel; pandas is told the answer.
"""

# ruff: noqa: E402, F401
import gc
import sys

sys.modules.setdefault("debugpy", None)  # a debugger, which each kernel would import

import ipykernel.ipkernel
import ipykernel.kernelapp
import ipykernel.zmqshell
import IPython.core.completerlib
import nbformat
import pandas as pd
import plotly.graph_objects as go
import tornado.platform.asyncio

from reorg import charts, views

pd.set_option("display.max_columns", 20)  # what pandas takes in a notebook
go.Figure(go.Scatter()).to_json()  # what draws and writes a figure is imported with the first
gc.disable()  # a chapter is over before there is much to collect
gc.freeze()
