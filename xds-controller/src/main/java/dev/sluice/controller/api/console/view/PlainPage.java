package dev.sluice.controller.api.console.view;

/**
 * A page without a session: a sentence and one link.
 *
 * @param refresh whether the browser follows the link at once
 */
public record PlainPage(
    String title, String sentence, String label, ConsoleLink link, boolean refresh) {}
