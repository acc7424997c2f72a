/** The identity, scope and requests of a node. */
@NullMarked
package dev.sluice.controller.resources.node;

import org.jspecify.annotations.NullMarked;
