/** How long the networks take, and how much memory, at the quickstart's and the published sizes. */
package io.pentimento.benchmark;
