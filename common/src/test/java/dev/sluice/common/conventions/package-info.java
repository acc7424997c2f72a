/**
 * Checks of the project's conventions over all modules. They read files and run git, nothing else.
 */
@NullMarked
package dev.sluice.common.conventions;

import org.jspecify.annotations.NullMarked;
