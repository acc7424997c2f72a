package dev.sluice.ctl.doctor.envoy;

import dev.sluice.ctl.doctor.model.DocumentField;
import java.util.Optional;

/**
 * The documents that were read from an Envoy.
 *
 * @param configuration the configuration dump
 * @param certificates the certificates; empty if only a dump was given
 * @param clusters the clusters with the health of their hosts; empty if only a dump was given
 */
public record EnvoyReadout(
    DocumentField configuration,
    Optional<DocumentField> certificates,
    Optional<DocumentField> clusters) {}
