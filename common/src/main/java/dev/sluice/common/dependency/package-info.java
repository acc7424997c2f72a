/**
 * The check of what a server needs from its surroundings before it starts: folders and addresses,
 * and the report of all problems. Must not know which server needs what.
 */
@NullMarked
package dev.sluice.common.dependency;

import org.jspecify.annotations.NullMarked;
