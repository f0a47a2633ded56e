package card

import (
	"maps"
	"math"
	"slices"

	"golang.org/x/image/vector"
)

// point is a place in a shape's box of 16 × 16.
type point struct{ x, y float32 }

// part is a line of a shape, drawn with a pen of a width, round at its ends; with no width it is filled.
type part struct {
	width  float32
	points []point
}

// shapes are those of the verdicts, as partials/icon.html of the default theme has them.
func shapes() map[string][]part {
	return map[string][]part{
		"check":      {line(2.5, 2, 8.5, 6.25, 13, 14, 3.5)},
		"check-half": {circle(1.5, 8, 8, 7), line(2, 4.75, 8.25, 7.25, 10.75, 11.25, 5.75)},
		"half":       {circle(1.5, 8, 8, 6.75), halfDisc(8, 8, 7)},
		"cross-half": {circle(1.5, 8, 8, 7), line(2, 5.25, 5.25, 10.75, 10.75), line(2, 10.75, 5.25, 5.25, 10.75)},
		"cross":      {line(2.5, 3, 3, 13, 13), line(2.5, 13, 3, 3, 13)},
		"question":   {curve(2.25, 4.5, 4.75, 4.75, 2.75, 6.25, 2, 8, 2, 10, 2, 11.5, 3.25, 11.5, 5, 11.5, 7.25, 8, 7.5, 8, 10), line(2.25, 8, 13.9, 8, 14)},
		"warning":    {line(1.75, 8, 1.75, 15, 14, 1, 14, 8, 1.75), line(1.75, 8, 6.25, 8, 9.75), line(1.75, 8, 11.85, 8, 11.95)},
		"mask": {curve(1.75, 2, 2, 6, 3.5, 10, 3.5, 14, 2), line(1.75, 14, 2, 14, 8), curve(1.75, 14, 8, 14, 11.5, 11.25, 14, 8, 14, 4.75, 14, 2, 11.5, 2, 8),
			line(1.75, 2, 8, 2, 2), line(1.75, 5, 6, 6.25, 6), line(1.75, 9.75, 6, 11, 6), curve(1.75, 5.5, 9.75, 7, 11.25, 9, 11.25, 10.5, 9.75)},
		"slash":    {circle(2, 8, 8, 6.5), line(2, 12.5, 3.5, 3.5, 12.5)},
		"flag":     {line(2, 3, 15, 3, 1.5), filled(3, 2.5, 13.5, 2.5, 11, 5.75, 13.5, 9, 3, 9), line(2, 3, 2.5, 13.5, 2.5, 11, 5.75, 13.5, 9, 3, 9)},
		"circle":   {circle(2, 8, 8, 6)},
		"progress": {line(1.5, 1, 4.5, 15, 4.5, 15, 11.5, 1, 11.5, 1, 4.5), filled(2.75, 6, 8.75, 6, 8.75, 10, 2.75, 10)},
		"pause":    {filled(2.75, 2, 6.25, 2, 6.25, 14, 2.75, 14), filled(9.75, 2, 13.25, 2, 13.25, 14, 9.75, 14)},
		"handshake": {line(1.75, 1, 4.5, 3.5, 4.5, 7, 3.75, 10.5, 7), line(1.75, 15, 4.5, 12.5, 4.5, 9.5, 3.75, 6, 6.75),
			curve(1.75, 6, 6.75, 6.75, 8, 8.25, 7.75, 9, 6.5), line(1.75, 9, 6.5, 13, 10.5, 11, 12.25), line(1.75, 1, 10, 2.5, 10, 6.5, 13.25),
			curve(1.75, 6.5, 13.25, 7.5, 14, 8.5, 13.75, 9.25, 13), line(1.75, 9.25, 13, 11, 12.25, 9, 10.5), line(1.75, 15, 10.5, 13, 10.5)},
	}
}

// Shapes are the names of the shapes.
func Shapes() []string { return slices.Sorted(maps.Keys(shapes())) }

func line(width float32, coordinates ...float32) part {
	p := part{width: width}
	for i := 0; i < len(coordinates); i += 2 {
		p.points = append(p.points, point{coordinates[i], coordinates[i+1]})
	}
	return p
}

func filled(coordinates ...float32) part { return line(0, coordinates...) }

// curve is a chain of cubic Bézier curves.
func curve(width float32, coordinates ...float32) part {
	control := line(width, coordinates...).points
	p := part{width, control[:1:1]}
	const steps = 12
	for ; len(control) >= 4; control = control[3:] {
		for i := 1; i <= steps; i++ {
			t := float32(i) / steps
			u := 1 - t
			a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
			p.points = append(p.points, point{
				a*control[0].x + b*control[1].x + c*control[2].x + d*control[3].x,
				a*control[0].y + b*control[1].y + c*control[2].y + d*control[3].y,
			})
		}
	}
	return p
}

func circle(width, x, y, radius float32) part { return part{width, arc(x, y, radius, 0, 2*math.Pi)} }

// halfDisc is the left half of a disc.
func halfDisc(x, y, radius float32) part { return part{0, arc(x, y, radius, math.Pi/2, 3*math.Pi/2)} }

func arc(x, y, radius float32, from, to float64) []point {
	const steps = 48
	points := make([]point, 0, steps+1)
	for i := range steps + 1 {
		sin, cos := math.Sincos(from + (to-from)*float64(i)/steps)
		points = append(points, point{x + radius*float32(cos), y + radius*float32(sin)})
	}
	return points
}

// addShape adds a shape to a drawing, at a place and magnified. All its pieces turn the same way, so that where they lie on each
// other they add up.
func addShape(r *vector.Rasterizer, name string, x, y, scale float32) {
	for _, p := range shapes()[name] {
		points := make([]point, len(p.points))
		for i, at := range p.points {
			points[i] = point{x + at.x*scale, y + at.y*scale}
		}
		if p.width == 0 {
			addPolygon(r, points)
			continue
		}
		half := p.width * scale / 2
		for i, at := range points {
			addPolygon(r, arc(at.x, at.y, half, 0, 2*math.Pi))
			if i > 0 {
				addStroke(r, points[i-1], at, half)
			}
		}
	}
}

// addStroke adds a straight line with a width.
func addStroke(r *vector.Rasterizer, from, to point, half float32) {
	dx, dy := to.x-from.x, to.y-from.y
	length := float32(math.Hypot(float64(dx), float64(dy)))
	if length == 0 {
		return
	}
	nx, ny := -dy/length*half, dx/length*half
	addPolygon(r, []point{{from.x + nx, from.y + ny}, {from.x - nx, from.y - ny}, {to.x - nx, to.y - ny}, {to.x + nx, to.y + ny}})
}

// addPolygon adds a filled polygon that turns clockwise, whichever way its points are given.
func addPolygon(r *vector.Rasterizer, points []point) {
	area := float32(0)
	for i, at := range points {
		next := points[(i+1)%len(points)]
		area += at.x*next.y - next.x*at.y
	}
	if area < 0 {
		slices.Reverse(points)
	}
	r.MoveTo(points[0].x, points[0].y)
	for _, at := range points[1:] {
		r.LineTo(at.x, at.y)
	}
	r.ClosePath()
}
