package io.vtepd.lab.step;

/** Keeps a part of a reply for later steps, which call it $name. */
public record Save(String name, String pointer) {}
