package dev.sluice.controller.api.console.view;

/** An entry of the navigation; {@code current} marks the page that is shown. */
public record NavigationEntry(String label, ConsoleLink link, boolean current) {}
