@NullMarked
package dev.sluice.e2e.error;

import org.jspecify.annotations.NullMarked;
