/**
 * The models that requests name: who serves them and what they cost. It must not know bodies, or
 * how models are delivered.
 */
@NullMarked
package dev.sluice.extproc.model;

import org.jspecify.annotations.NullMarked;
