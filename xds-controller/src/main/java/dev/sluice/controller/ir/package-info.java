/**
 * The intermediate representation: an Envoy-free picture of one gateway on one cluster, with all
 * references resolved and routes in matching order. Must not depend on tables, Envoy, Kubernetes or
 * JSON.
 */
@NullMarked
package dev.sluice.controller.ir;

import org.jspecify.annotations.NullMarked;
