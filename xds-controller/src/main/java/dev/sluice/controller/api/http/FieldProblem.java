package dev.sluice.controller.api.http;

/**
 * A problem with one value of a request.
 *
 * @param pointer the JSON pointer to the value in the body; for a parameter, its name
 * @param detail what is wrong and what to do
 */
public record FieldProblem(String pointer, String detail) {}
