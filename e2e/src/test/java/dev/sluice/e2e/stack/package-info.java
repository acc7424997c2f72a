/** The tests of the ports and folders of an environment. */
@NullMarked
package dev.sluice.e2e.stack;

import org.jspecify.annotations.NullMarked;
