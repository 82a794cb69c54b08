// Package published finds the files of the case that was published: the Harvest
// incident of 2020, its losses and what was paid.
//
// It knows where they lie, beside the checkout or at MAKEWHOLE_SHARED. It must
// not know what they mean. Where they are absent a test is skipped, unless
// MAKEWHOLE_REQUIRE_SHARED=1 says that they have to be there.
//
// Start reading at File.
package published
