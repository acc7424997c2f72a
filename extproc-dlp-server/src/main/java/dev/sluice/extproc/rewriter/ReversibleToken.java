package dev.sluice.extproc.rewriter;

/**
 * A replacement by a token such as {@code <EMAIL_1>} in a request, which stands for the value until
 * the response has passed. Elsewhere it is the kind's name in brackets.
 *
 * @param kind a name in capitals, digits and underscores
 */
public record ReversibleToken(String kind) implements Replacement {}
