package dev.sluice.extproc.rewriter;

/**
 * In a request a token that stands for the value until the answer has passed, such as {@code
 * <EMAIL_1>}; elsewhere the kind's name in brackets.
 *
 * @param kind in capitals, digits and low lines
 */
public record ReversibleToken(String kind) implements Replacement {}
