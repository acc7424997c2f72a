package dev.sluice.extproc.external;

/**
 * An entity that the service found in a text.
 *
 * @param type the service's name of its kind, such as {@code PERSON}
 * @param from the first byte of it in the text
 * @param to the offset after its last byte
 * @param score the confidence of the service, from 0 to 1
 */
public record RecognizedEntity(String type, int from, int to, double score) {}
