/**
 * One YAML file and the environment, which wins, to typed values; every problem is told at once
 * with its place. It must not know which keys exist: the owners of the keys ask for them.
 */
@NullMarked
package dev.sluice.common.config;

import org.jspecify.annotations.NullMarked;
