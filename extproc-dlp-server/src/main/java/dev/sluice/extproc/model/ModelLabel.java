package dev.sluice.extproc.model;

/**
 * A model with the names that people know it by.
 *
 * @param id the id of its row
 * @param backend the name of its backend
 */
public record ModelLabel(String id, String alias, String backend) {}
