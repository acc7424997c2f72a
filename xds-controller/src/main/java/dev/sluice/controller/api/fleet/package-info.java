/**
 * The operations on what is deployed: nodes, revisions and history. Must not know how nodes are
 * served.
 */
@NullMarked
package dev.sluice.controller.api.fleet;

import org.jspecify.annotations.NullMarked;
