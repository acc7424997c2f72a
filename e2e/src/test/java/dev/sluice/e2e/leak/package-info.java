@NullMarked
package dev.sluice.e2e.leak;

import org.jspecify.annotations.NullMarked;
