/**
 * The rows that the management API reads and writes, each within the wall of one tenant. It must
 * not know HTTP, roles or what a resource means.
 */
@NullMarked
package dev.sluice.controller.store.management;

import org.jspecify.annotations.NullMarked;
