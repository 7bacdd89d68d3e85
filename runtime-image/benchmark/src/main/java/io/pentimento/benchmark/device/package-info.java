/** Measurements of networks and training on one device, in every number format. */
@NullMarked
package io.pentimento.benchmark.device;

import org.jspecify.annotations.NullMarked;
