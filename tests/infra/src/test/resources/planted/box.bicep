param name string
param size int
output id string = '${name}${size}'
