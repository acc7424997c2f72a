@NullMarked
package dev.sluice.e2e.failure;

import org.jspecify.annotations.NullMarked;
