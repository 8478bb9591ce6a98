"""The living body: pure numbers stepped by compiled kernels; knows mechanisms and no diseases.

Importing any part of this package first points numba's cache at a folder named after the engine's fingerprint.
"""

from osler.physiology import engine as engine
