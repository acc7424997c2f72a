/**
 * What one gateway on one cluster has to do, resolved and in matching order: the seam between rows
 * and data planes. It must not know tables, Envoy, Kubernetes or JSON.
 */
@NullMarked
package dev.sluice.controller.ir;

import org.jspecify.annotations.NullMarked;
