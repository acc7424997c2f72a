/**
 * Checks of the files that operators apply. They read files, and run {@code kubectl kustomize}
 * where it is installed. They need no cluster.
 */
@NullMarked
package dev.sluice.common.manifests;

import org.jspecify.annotations.NullMarked;
