/** The tests of what docs/operations describes: backup, restore and rotation. */
@NullMarked
package dev.sluice.e2e.operations;

import org.jspecify.annotations.NullMarked;
