@NullMarked
package dev.sluice.e2e.traffic;

import org.jspecify.annotations.NullMarked;
