package dev.sluice.controller.resources;

/**
 * An object as it is to be served again after a restart.
 *
 * @param rejected the content that was refused and in whose place this is served; empty for none
 */
public record SavedObject(ServedObject served, String rejected) {}
