package dev.sluice.controller.policy;

/**
 * A problem of a row with a policy.
 *
 * @param field the column, or a JSON pointer below it, such as {@code spec/origins/0}
 * @param message what is wrong and what to do
 */
public record SpecProblem(String field, String message) {}
