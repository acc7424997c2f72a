package dev.sluice.ctl.doctor.input;

import java.nio.file.Path;

/**
 * A file with manifests.
 *
 * @param namespace the namespace of resources that name none
 * @param name the name of the file, or the key under which a ConfigMap has it
 */
record ManifestFile(Path file, String namespace, String name) {}
