/**
 * The intermediate representation: an Envoy-free picture of one gateway on one cluster, resolved
 * and in matching order. Must not depend on tables, Envoy, Kubernetes or JSON.
 */
@NullMarked
package dev.sluice.controller.ir;

import org.jspecify.annotations.NullMarked;
