/**
 * The models that requests name: their backends, providers, prices and states. It must not know
 * bodies, or how models are delivered.
 */
@NullMarked
package dev.sluice.extproc.model;

import org.jspecify.annotations.NullMarked;
