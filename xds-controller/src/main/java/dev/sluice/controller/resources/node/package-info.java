/** The identity, scope and requests of a node. Must not depend on served resources. */
@NullMarked
package dev.sluice.controller.resources.node;

import org.jspecify.annotations.NullMarked;
