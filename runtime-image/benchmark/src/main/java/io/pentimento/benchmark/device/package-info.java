/** Measurements of networks and training on one device, in every number format it offers. */
package io.pentimento.benchmark.device;
