package dev.sluice.controller.api.console.view;

/** A long text with a caption, whose lines and spaces are kept. */
public record PageText(String caption, String text) {}
