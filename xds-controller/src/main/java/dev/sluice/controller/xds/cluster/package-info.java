/** Translators of clusters and endpoints: backends, policy servers and the trace collector. */
@NullMarked
package dev.sluice.controller.xds.cluster;

import org.jspecify.annotations.NullMarked;
