/** What the compiler makes of changes. */
@NullMarked
package dev.sluice.controller.compile;

import org.jspecify.annotations.NullMarked;
