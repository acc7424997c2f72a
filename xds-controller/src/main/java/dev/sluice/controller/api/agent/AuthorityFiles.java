package dev.sluice.controller.api.agent;

import java.nio.file.Path;

/**
 * The files of the authority that issues certificates of nodes.
 *
 * @param certificate the certificate of the authority, then those above it
 * @param trusted the authorities that the controller trusts in nodes
 * @param trustDomain the trust domain of the controller
 */
public record AuthorityFiles(Path certificate, Path key, Path trusted, String trustDomain) {}
