"""What is made of the problems that the rules report: their weight, where waivers and a past apply, and the forms in which people and programs read them."""
