package io.vtepd.lab.run;

/** An expectation, compared: whether it holds now, what was expected and what was seen. */
public record Finding(boolean held, String expected, String seen) {}
