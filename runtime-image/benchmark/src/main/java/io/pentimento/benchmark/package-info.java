/** How long the networks take, and how much memory, at the quickstart's and the published sizes. */
@NullMarked
package io.pentimento.benchmark;

import org.jspecify.annotations.NullMarked;
