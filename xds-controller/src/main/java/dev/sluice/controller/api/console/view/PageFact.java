package dev.sluice.controller.api.console.view;

/** A named value of what a page shows. */
public record PageFact(String name, PageCell value) {}
